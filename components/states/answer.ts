/** What came of a question or a repair, or why nothing did, in words for who asked. */
export type Answer<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly why: string; readonly isForbidden: boolean };

export const LOST: Answer<never> = {
  kind: "failed",
  why: "The connection was lost on the way. What was sent stays sent: look at the list again before you repeat it.",
  isForbidden: false,
};
