/** Something that is shown once and kept nowhere. */
export interface Secret {
  readonly label: string;
  readonly text: string;
  readonly about: string;
}

/** What came of a form of the administration: in words, with what is shown once, or why nothing did, field by field. */
export type Acted =
  | { readonly kind: "done"; readonly said: string; readonly secret?: Secret }
  | { readonly kind: "failed"; readonly why: string; readonly fields: Readonly<Record<string, string>> };

export type Act = (form: FormData) => Promise<Acted>;

export const LOST: Acted = {
  kind: "failed",
  why: "The connection was lost on the way. It may have been done: look at the list before you repeat it.",
  fields: {},
};
