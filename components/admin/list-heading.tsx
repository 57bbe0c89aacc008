import Link from "next/link";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { buttonLook } from "@/components/ui/button";

/** Name of a list, how many fit, and the way to a new one. */
export function ListHeading({
  title,
  count,
  add,
}: {
  title: string;
  count?: string;
  add?: { readonly href: string; readonly label: string };
}) {
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <ArrivalHeading className="font-semibold text-xl tracking-tight">{title}</ArrivalHeading>
      {count ? <p className="text-ink-2">{count}</p> : null}
      {add ? (
        <Link href={add.href} scroll={false} className={buttonLook({ className: "ml-auto" })}>
          {add.label}
        </Link>
      ) : null}
    </header>
  );
}
