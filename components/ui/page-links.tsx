import Link from "next/link";
import { formatNumber } from "@/lib/format/number";
import { buttonLook } from "./button";

/**
 * The way through a long list, and where in it the reader is.
 * @param to makes the address of a page. @param label where a page has several such lists. @param words what lies before and behind; of a list by time, newer and older.
 */
export function PageLinks({
  page,
  pages,
  to,
  label = "Pages",
  words = { before: "Previous", behind: "Next" },
}: {
  page: number;
  pages: number;
  to: (page: number) => string;
  label?: string;
  words?: { readonly before: string; readonly behind: string };
}) {
  const last = Math.max(1, pages);
  if (last === 1 && page === 1) return null;
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-2">
      {page > 1 ? (
        <Link href={to(Math.min(page - 1, last))} className={buttonLook()}>
          {words.before}
        </Link>
      ) : null}
      {page < last ? (
        <Link href={to(page + 1)} className={buttonLook()}>
          {words.behind}
        </Link>
      ) : null}
      <span className="text-ink-3 text-xs">
        Page {formatNumber(page)} of {formatNumber(last)}
      </span>
    </nav>
  );
}
