/** Where to go after signing in: a path of ours as given, else the first page. Never another site. */
export function localPath(path: string | undefined): string {
  if (path === undefined || !path.startsWith("/")) return "/";
  const here = "http://here.invalid";
  if (!URL.canParse(path, here)) return "/";
  const url = new URL(path, here);
  return url.origin === here ? url.pathname + url.search : "/";
}
