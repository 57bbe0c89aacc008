import Link from "next/link";
import { buttonLook } from "./button";

/** The way through a list of which the newest comes first; null where there is no such way. */
export function NewestOlder({ newest, older }: { newest: string | null; older: string | null }) {
  if (newest === null && older === null) return null;
  return (
    <nav aria-label="Pages" className="flex gap-2">
      {newest === null ? null : (
        <Link href={newest} className={buttonLook()}>
          Newest
        </Link>
      )}
      {older === null ? null : (
        <Link href={older} className={buttonLook()}>
          Older
        </Link>
      )}
    </nav>
  );
}
