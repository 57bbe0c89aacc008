/** Whether a request that was refused may be sent again, by the status of its answer. */
export const RETRIES: Readonly<Record<string, string>> = {
  "400": "no: mend what the detail names first",
  "401": "no: with a valid key only",
  "403": "no: ask for the right that is missing",
  "404": "no: not before the bike has sent something, or what was named is there",
  "408": "yes, as it was; smaller where the line is slow",
  "409": "no: read what is there first",
  "413": "no: in smaller uploads",
  "415": "no: with another header",
  "429": "yes, after Retry-After seconds",
  "500": "yes, a few times, with growing pauses",
  "503": "yes, after Retry-After seconds",
};
