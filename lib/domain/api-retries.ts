/** Whether a request that was refused may be sent again, by the status of its answer. */
export const RETRIES: Readonly<Record<string, string>> = {
  "400": "no: mend what the detail names first",
  "401": "no: with a valid key, or with a fresh token of the rider where header names Slipstream-Rider",
  "403": "no: ask for the right that is missing",
  "404": "no: not before the bike has sent something, or what was named is there",
  "408": "yes, as it was; smaller where the line is slow",
  "409": "no: do what the detail says first",
  "413": "no: with less in it",
  "415": "no: with another header",
  "429": "yes, after Retry-After seconds",
  "500": "yes, a few times, with growing pauses",
  "503": "yes, after Retry-After seconds",
};
