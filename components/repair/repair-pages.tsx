import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import { PER_PAGE, type RepairAddress, type RepairPath, repairAddress } from "./repair-address";

/** The way through a long list, and where in it the reader is. */
export function RepairPages({
  path,
  address,
  total,
}: {
  path: RepairPath;
  address: RepairAddress;
  total: number;
}) {
  const { page } = address;
  const last = Math.max(1, Math.ceil(total / PER_PAGE));
  if (last === 1 && page === 1) return null;
  const to = (number: number) => repairAddress(path, { ...address, page: number, open: undefined });
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-2">
      {page > 1 ? (
        <Link href={to(Math.min(page - 1, last))} className={buttonLook()}>
          Newer
        </Link>
      ) : null}
      {page < last ? (
        <Link href={to(page + 1)} className={buttonLook()}>
          Older
        </Link>
      ) : null}
      <span className="text-ink-3 text-xs">
        Page {formatNumber(page)} of {formatNumber(last)}
      </span>
    </nav>
  );
}
