import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { type BikeListAddress, bikeListAddress } from "./list-address";

/** The way on through a long list, and back to its beginning. */
export function ListPages({ address, nextCursor }: { address: BikeListAddress; nextCursor: string | null }) {
  if (!address.cursor && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex gap-2">
      {address.cursor ? (
        <Link href={bikeListAddress({ ...address, cursor: undefined })} className={buttonLook()}>
          First page
        </Link>
      ) : null}
      {nextCursor ? (
        <Link href={bikeListAddress({ ...address, cursor: nextCursor })} className={buttonLook()}>
          Next page
        </Link>
      ) : null}
    </nav>
  );
}
