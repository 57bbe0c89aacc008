/** Where to go after signing in: a path of ours as given, else the first page. Never another site. */
export function localPath(path: string | undefined): string {
  if (path === undefined || !path.startsWith("/")) return "/";
  const here = "http://here.invalid";
  if (!URL.canParse(path, here)) return "/";
  const { origin, pathname, search } = new URL(path, here);
  // Dots are resolved here, and what they leave may begin with two slashes: the name of a host.
  return origin === here && !pathname.startsWith("//") ? pathname + search : "/";
}

/** The same for an address that may be written in full. */
export const localAddress = (address: string, origin: string): string =>
  origin + localPath(address.startsWith(`${origin}/`) ? address.slice(origin.length) : address);
