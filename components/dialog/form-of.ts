/** What a form holds, with moments on the viewer's clock as ISO 8601, and without what is empty. */
export function formOf(form: HTMLFormElement): FormData {
  const given = new FormData(form);
  const told = new FormData();
  for (const [name, value] of given) {
    if (typeof value !== "string" || value.trim() === "") continue;
    const control = form.elements.namedItem(name);
    const isMoment = control instanceof HTMLInputElement && control.type === "datetime-local";
    told.append(name, isMoment ? new Date(value).toISOString() : value);
  }
  return told;
}
