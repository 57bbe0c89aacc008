import Link from "next/link";
import type { ReactNode } from "react";
import { ArrivalHeading } from "@/components/states/arrival-heading";

/** Where a page of repair is, what it is for, and how it was read. */
export function RepairHeading({
  title,
  about,
  children,
}: {
  title: string;
  about: string;
  children?: ReactNode;
}) {
  return (
    <header>
      <p className="text-ink-2 text-xs">
        <Link href="/ingest" className="text-accent underline">
          Ingest
        </Link>{" "}
        / {title}
      </p>
      <ArrivalHeading className="font-semibold text-xl tracking-tight">{title}</ArrivalHeading>
      <p className="max-w-prose text-ink-2">{about}</p>
      {children}
    </header>
  );
}
