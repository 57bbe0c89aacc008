/**
 * The address at which the reader of a page reached it, for commands to copy: the service's own where it is known, else
 * the host that was asked. Only the characters of a host pass, because the text is pasted into a shell.
 */
export function addressOf(
  serviceUrl: string | undefined,
  host: string | null,
  forwardedScheme: string | null,
): string {
  if (serviceUrl !== undefined) return new URL(serviceUrl).origin;
  const known =
    host !== null && /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host) ? host : "127.0.0.1:3000";
  return `${forwardedScheme === "https" ? "https" : "http"}://${known}`;
}
