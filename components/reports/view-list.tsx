"use client";

import Link from "next/link";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyLink } from "./copy-link";

interface ListedView {
  readonly id: string;
  readonly name: string;
  readonly question: string;
}

/** One's own saved views, each with the link that shows colleagues the same. */
export function ViewList({
  views,
  onRemove,
}: {
  views: readonly ListedView[];
  onRemove: (id: string) => Promise<void>;
}) {
  const [isRemoving, remove] = useTransition();
  return (
    <section id="views" aria-label="Saved views" className="flex flex-col gap-2">
      <h2 className="font-semibold text-base">Saved views</h2>
      {views.length === 0 ? (
        <p className="text-ink-2">
          None yet. A report's range, grouping and comparison can be saved under a name on its page.
        </p>
      ) : (
        <Card className="p-0">
          <ul className="divide-y divide-line">
            {views.map(({ id, name, question }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2">
                <span className="min-w-48 flex-1">
                  <Link
                    href={`/reports/views/${id}`}
                    prefetch={false}
                    className="font-medium text-accent underline-offset-2 hover:underline"
                  >
                    {name}
                  </Link>
                  <span className="block text-ink-2 text-xs">{question}</span>
                </span>
                <CopyLink path={`/reports/views/${id}`} name={name} />
                <Button
                  kind="quiet"
                  size="small"
                  disabled={isRemoving}
                  aria-label={`Remove: ${name}`}
                  onClick={() => remove(() => onRemove(id))}
                >
                  Remove
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </section>
  );
}
