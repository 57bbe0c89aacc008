/**
 * Address of whoever sent a request. Each proxy in front appends what it saw to X-Forwarded-For, so that only the
 * last `proxies` entries are to be believed; without a proxy the web server itself writes the only entry.
 */
export function clientAddress(forwardedFor: string | null | undefined, proxies: number): string {
  const seen = (forwardedFor ?? "").split(",").flatMap((part) => part.trim() || []);
  return seen.at(-Math.max(1, proxies)) ?? seen[0] ?? "unknown";
}
