/** A number with one character written wrong, left out, doubled by another, or two exchanged. @param seed says where. */
export function slipped(
  normal: string,
  way: "wrong" | "missing" | "extra" | "swapped",
  seed: number,
  other: string,
): string {
  const at = seed % (normal.length - 1);
  const [before, here, next] = [normal.slice(0, at), normal.charAt(at), normal.charAt(at + 1)];
  switch (way) {
    case "wrong":
      return before + other + normal.slice(at + 1);
    case "missing":
      return before + normal.slice(at + 1);
    case "extra":
      return before + other + normal.slice(at);
    case "swapped":
      return before + next + here + normal.slice(at + 2);
  }
}
