import type { Metadata } from "next";
import Link from "next/link";
import { RunbookCard } from "@/components/ingest/runbook-card";
import { RunbookText } from "@/components/ingest/runbook-text";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { requireActor } from "@/lib/auth/require-actor";
import { readRunbook } from "./read-runbook";

export const metadata: Metadata = { title: "Runbook" };

export default async function RunbookPage() {
  await requireActor("/ingest/runbook");
  const { introduction, paragraphs } = await readRunbook();
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <header>
        <p className="text-ink-2 text-xs">
          <Link href="/ingest" className="text-accent hover:underline">
            Ingest
          </Link>
        </p>
        <ArrivalHeading className="font-semibold text-xl tracking-tight">Runbook</ArrivalHeading>
      </header>
      {introduction.map((pieces) => (
        <p key={pieces[0]?.text}>
          <RunbookText pieces={pieces} />
        </p>
      ))}
      <nav aria-label="Alarms">
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {paragraphs.map(({ anchor, title }) => (
            <li key={anchor}>
              <a href={`#${anchor}`} className="text-accent underline">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {paragraphs.map((paragraph) => (
        <RunbookCard key={paragraph.anchor} paragraph={paragraph} />
      ))}
    </div>
  );
}
