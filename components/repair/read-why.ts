const LEAST_CHARACTERS = 5;

export const EXPECTED_WHY = `Expected a reason of at least ${LEAST_CHARACTERS} characters.`;

/** The reason that a form gives; null where that is none. */
export function whyIn(form: FormData): string | null {
  const why = String(form.get("why") ?? "").trim();
  return why.length < LEAST_CHARACTERS ? null : why;
}
