/** The query without the parts that say nothing, such as `q=`, which forms send; as it was when there are none. */
export function withoutEmptyParts(search: string): string {
  const parts = search.slice(1).split("&");
  const saying = parts.filter((part) => part !== "" && !/^[^=]+=$/.test(part));
  return saying.length === 0 ? "" : `?${saying.join("&")}`;
}
