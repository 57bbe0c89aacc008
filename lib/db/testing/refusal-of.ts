/** For suites: the server's code for why something was refused, "done" where it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const fault = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (fault === null) return "done";
  const cause = fault instanceof Error ? fault.cause : null;
  return cause && typeof cause === "object" && "code" in cause ? String(cause.code) : String(fault);
}
