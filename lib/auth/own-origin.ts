/**
 * Whether a request comes from our own pages: its Origin is the service's address, or the host that was asked when no
 * address is set. Browsers always send Origin with requests that change something; without one it is not ours.
 */
export function isOwnOrigin(request: Request, serviceUrl: string | undefined): boolean {
  const origin = request.headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  if (serviceUrl !== undefined) return new URL(serviceUrl).origin === origin;
  return new URL(origin).host === request.headers.get("host");
}
