import { Card, CardTitle } from "@/components/ui/card";
import type { RunbookParagraph } from "@/lib/domain/runbook";
import { RunbookText } from "./runbook-text";

/** What an alarm means, what is seen, what to do, and when it is over. */
export function RunbookCard({ paragraph }: { paragraph: RunbookParagraph }) {
  return (
    <Card id={paragraph.anchor} className="scroll-mt-4 target:border-accent">
      <CardTitle>{paragraph.title}</CardTitle>
      <p className="break-all font-mono text-2xs text-ink-3">{paragraph.name}</p>
      <dl className="mt-2 grid gap-x-4 gap-y-2 sm:grid-cols-[4rem_minmax(0,1fr)]">
        {paragraph.parts.map(({ label, pieces }) => (
          <div key={label} className="contents">
            <dt className="font-medium text-ink-2">{label}</dt>
            <dd>
              <RunbookText pieces={pieces} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
