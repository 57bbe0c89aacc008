/** A visitor of the web without a browser: keeps its cookies and follows no redirect. */
export interface WebSession {
  fetch(
    path: string,
    init?: { method?: string; body?: string; headers?: Record<string, string> },
  ): Promise<Response>;
}

/** Nobody: no cookie, no key. */
export function visitor(address: string): WebSession {
  const cookies = new Map<string, string>();
  return {
    async fetch(path, init = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = { origin: address, ...(cookie && { cookie }), ...init.headers };
      const answer = await fetch(`${address}${path}`, { ...init, headers, redirect: "manual" });
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ""] = line.split(";");
        const [name = "", ...value] = pair.split("=");
        cookies.set(name, value.join("="));
      }
      return answer;
    },
  };
}

/** Somebody signed in by password, as the sign-in page does it. @throws Error when that is refused. */
export async function signedIn(address: string, email: string, password: string): Promise<WebSession> {
  const session = visitor(address);
  const csrf: unknown = await (await session.fetch("/api/auth/csrf")).json();
  if (typeof csrf !== "object" || csrf === null || !("csrfToken" in csrf)) throw new Error("No CSRF token.");
  const form = { csrfToken: String(csrf.csrfToken), email, password, json: "true", callbackUrl: address };
  const answer = await session.fetch("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams(form).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  if (answer.status !== 200) throw new Error(`Signing in as ${email} gave ${answer.status}.`);
  return session;
}
