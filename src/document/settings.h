/* settings.h: `settings:` of a layout: what may be chosen for one product without another layout file. Within document/ only.
 *
 *     settings:
 *       size: {replaces: styles.text.size, default: 10pt, help: size of the letters}
 *       leading: {replaces: [styles.text.leading, page.baseline], help: from baseline to baseline}
 *
 * A value takes the place of the keys named, so it is checked as they are. The default does, too; without one the value that the
 * layout gives the first key is the default. Keys are names of maps with points between them: of anything but the body.
 */
#pragma once
#include "document/layout.h"

/** Puts values (the author's, else defaults) into @layout's merged root. @values: of SetValue*; may be NULL. What is wrong with the
 *  declarations, and names that the layout does not declare, are in @diags. */
void layout_apply_settings (Layout *layout, const GPtrArray *values, Diags *diags);
