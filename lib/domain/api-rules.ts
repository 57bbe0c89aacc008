import { DEFAULT_SERVICE_EPOCH_MS, LATE_SECONDS } from "./placing";

const FIRST_YEAR = new Date(DEFAULT_SERVICE_EPOCH_MS).getUTCFullYear();

/** What somebody who integrates must know beside the operations. */
export const RULES: readonly { readonly title: string; readonly text: string }[] = [
  {
    title: "202 is a receipt",
    text: "Every accepted packet is kept safely by then, and can be read a moment later, usually within two seconds. A 202 may still list packets that were refused and values that will not be stored: look at refused_total and faults_total.",
  },
  {
    title: "The same upload twice stores nothing twice",
    text: "A reading is known by its bike, its source and its t. Send the same again whenever an answer is lost, in any order and cut in any way. Where two readings of one name differ in a field, the greater value is stored and the other is kept aside.",
  },
  {
    title: "Late is welcome",
    text: `Readings of any age, back to the service's first day (${FIRST_YEAR} unless set otherwise), are stored at the time when they were measured. lateness_s tells how many seconds later they came; beyond ${LATE_SECONDS} s screens call them late. More than five minutes ahead of our clock they wait until their time has come.`,
  },
  {
    title: "Only t is needed",
    text: "Send the fields that you have; null is as good as not sent. lat and lon come together. A value out of its range is taken out, the rest of its reading is stored.",
  },
  {
    title: "Problems say what is wrong",
    text: "Every refusal is a problem document (RFC 9457, application/problem+json) with type, title, status, and a detail that says what was expected and what came. An upload of which nothing was accepted carries the same lists as a receipt.",
  },
  {
    title: "Page by page",
    text: "Pass next_cursor as cursor, with the same other parameters, until it is null. CSV pages have it in the header X-Next-Cursor.",
  },
  {
    title: "Who rode",
    text: "An app that sends a rider's token in Slipstream-Rider beside its key says by it who rode. The token is looked at after the key and before the body: one that is not taken is a 401 whose detail says what was expected and what came, and nothing is stored. Ask your issuer for a fresh one and send the same again. The same upload signed twice records the rider once. A ride is the rider's whose signed readings span at least half of it; where another signed for some of it, it counts in no report. What a rider signed before having everything erased is let go of, however late it comes.",
  },
  {
    title: "Your bikes only",
    text: "A key sends, reads and registers the bikes that it is bound to. Any other bike is refused as not-allowed in an upload or a registration and answers 404 to a question. Web pages of other sites cannot call the API: call it from a server or an app.",
  },
];
