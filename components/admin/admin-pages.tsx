import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import { type AdminAddress, type AdminPath, adminAddress, PER_PAGE } from "./admin-address";

/** The way through a long list, and where in it the reader is. */
export function AdminPages({
  path,
  address,
  total,
}: {
  path: AdminPath;
  address: AdminAddress & { readonly page: number };
  total: number;
}) {
  const { page } = address;
  const last = Math.max(1, Math.ceil(total / PER_PAGE));
  if (last === 1 && page === 1) return null;
  const to = (number: number) => adminAddress(path, { ...address, page: number, open: undefined });
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-2">
      {page > 1 ? (
        <Link href={to(Math.min(page - 1, last))} className={buttonLook()}>
          Previous
        </Link>
      ) : null}
      {page < last ? (
        <Link href={to(page + 1)} className={buttonLook()}>
          Next
        </Link>
      ) : null}
      <span className="text-ink-3 text-xs">
        Page {formatNumber(page)} of {formatNumber(last)}
      </span>
    </nav>
  );
}
