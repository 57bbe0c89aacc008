import type { ComponentProps } from "react";

/** A box that scrolls by itself, with keys as well. @param label by which it is announced. */
export function ScrollBox({
  label,
  ...rest
}: Omit<ComponentProps<"section">, "tabIndex"> & { label: string }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
  return <section aria-label={label} tabIndex={0} {...rest} />;
}
