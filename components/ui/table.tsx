import type { ComponentProps } from "react";
import { cn } from "./cn";
import { ScrollBox } from "./scroll-box";

/**
 * A table that scrolls inside its own box, so that the page never scrolls sideways.
 * @param stacks on narrow screens each row is a card: its cells stand below each other, each behind its `data-label`.
 */
export function Table({
  className,
  label,
  stacks = false,
  ...rest
}: ComponentProps<"table"> & { label: string; stacks?: boolean }) {
  return (
    <ScrollBox label={label} className="relative overflow-x-auto">
      <table className={cn("w-full border-collapse text-sm", stacks && STACKED, className)} {...rest} />
    </ScrollBox>
  );
}

const STACKED = cn(
  "max-md:block max-md:[&>thead]:hidden max-md:[&>tbody]:block",
  "max-md:[&>tbody>tr]:block max-md:[&>tbody>tr]:border-line max-md:[&>tbody>tr]:border-b max-md:[&>tbody>tr]:py-2",
  "max-md:[&>tbody>tr:last-child]:border-b-0",
  "max-md:[&>tbody>tr>*]:relative max-md:[&>tbody>tr>*]:block max-md:[&>tbody>tr>*]:max-w-none max-md:[&>tbody>tr>*]:border-b-0",
  "max-md:[&>tbody>tr>*]:py-0.5 max-md:[&>tbody>tr>*]:pr-3 max-md:[&>tbody>tr>*]:pl-28 max-md:[&>tbody>tr>*]:text-left",
  "max-md:[&>tbody>tr>*]:whitespace-normal max-md:[&>tbody>tr>*]:wrap-anywhere max-md:[&>tbody>tr>*:empty]:hidden",
  "max-md:[&>tbody>tr>*]:before:absolute max-md:[&>tbody>tr>*]:before:left-3 max-md:[&>tbody>tr>*]:before:text-ink-3",
  "max-md:[&>tbody>tr>*]:before:text-xs max-md:[&>tbody>tr>*]:before:font-sans max-md:[&>tbody>tr>*]:before:font-normal max-md:[&>tbody>tr>*]:before:content-[attr(data-label)]",
);

export function Th({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope={scope}
      className={cn(
        "whitespace-nowrap border-line border-b px-2 py-1.5 sm:px-3 text-left font-medium text-ink-3 text-xs",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("border-line border-b px-2 py-1.5 sm:px-3", className)} {...rest} />;
}
