import Link from "next/link";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";

export default function NotFound() {
  return (
    <Empty
      title="There is nothing here"
      isPage
      className="min-h-96"
      action={
        <Link href="/bikes" className={buttonLook()}>
          All bikes
        </Link>
      }
    >
      Either it does not exist, or it belongs to somebody else.
    </Empty>
  );
}
