/** What came of a change, or why nothing did, in words for who asked. */
export type DialogAnswer = { readonly kind: "done" } | { readonly kind: "failed"; readonly why: string };
