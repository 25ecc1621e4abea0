/* make-profile: prints the sRGB colour profile as a C array. Run at build time, so that the program needs no colour library.
 * Version 4.3: 588 bytes, where version 2.1 takes 8,796. The time of creation is overwritten, or no two builds were alike. */
#include <lcms2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main (void)
{
  /* ICC.1:2010 7.2.8: dateTimeNumber at bytes 24 to 35: year, month, day, hours, minutes, seconds, 16 bits each */
  static const unsigned char moment[12] = {0x07, 0xD0, 0, 1, 0, 1};
  cmsHPROFILE profile = cmsCreate_sRGBProfile ();
  cmsUInt32Number length = 0;
  if (!profile)
    return 1;
  cmsSetProfileVersion (profile, 4.3);
  if (!cmsSaveProfileToMem (profile, NULL, &length) || length < 128)
    return 1;
  unsigned char *bytes = malloc (length);
  if (!bytes || !cmsSaveProfileToMem (profile, bytes, &length))
    return 1;
  memcpy (bytes + 24, moment, sizeof moment);
  printf ("static const unsigned char srgb_profile[%u] = {", (unsigned)length);
  for (cmsUInt32Number i = 0; i < length; i++)
    printf ("%s%u,", i % 24 ? "" : "\n", bytes[i]);
  printf ("\n};\n");
  free (bytes);
  cmsCloseProfile (profile);
  return ferror (stdout) || fflush (stdout) != 0;
}
