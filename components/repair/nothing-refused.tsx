import Link from "next/link";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { RepairPath } from "./repair-address";

/** Good news, or a filter that lets nothing through. */
export function NothingRefused({
  path,
  isNarrowed,
  title,
  children,
}: {
  path: RepairPath;
  isNarrowed: boolean;
  title: string;
  children: string;
}) {
  return (
    <Card className="p-0">
      {isNarrowed ? (
        <Empty
          title="Nothing matches"
          action={
            <Link href={path} className={buttonLook()}>
              Show all
            </Link>
          }
        />
      ) : (
        <Empty title={title}>{children}</Empty>
      )}
    </Card>
  );
}
