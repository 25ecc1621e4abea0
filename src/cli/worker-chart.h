/* worker-chart.h: the part of a render worker that draws charts alone: of a Release, or of a graph. */
#pragma once
#include "base/diag.h"
#include "base/memo.h"
#include "chart/cache.h"
#include "chart/pin.h"
#include "cli/message.h"
#include "cli/sandbox.h"
#include "document/layout-shelf.h"
#include "release/release.h"
#include "typeset/fonts.h"

typedef struct
{
  Fonts *fonts;
  const char **folders; /* for layouts and their parents */
  LayoutShelf *shelf;   /* of layouts read before */
  Memo *memo;           /* of what products had in common (export/pdf.h) */
  ChartCache *charts;   /* arrangements made before: of one audience, like all in a worker */
  char *note;           /* where to say what is worked on (cli/note.h); NULL */
  Sandbox sandbox;
} Worker;

/** Adds @bytes as an "output"; NULL: "error" says why. */
void worker_reply (Message *reply, GBytes *bytes, GError *error);

/** Where boxes stood, if a job says so; owned, or NULL. */
ChartPins *worker_pins (const Message *job);

/** Answers a job "chart" (of @release) or "graph" (@release NULL); a set of charts as SVG or PNG has one output for each. */
void worker_chart (const Worker *worker, const Message *job, const Release *release, const Layout *layout,
                   Message *reply, Diags *diags);
