import Link from "next/link";
import { Card } from "@/components/ui/card";
import { Moment } from "@/components/ui/clock";
import { PURPOSE_REGISTRY, PURPOSES, type Purpose } from "@/lib/domain/consent";
import type { Signature } from "@/lib/reports/signatures-of";

interface ListedReport {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly purpose: Purpose;
}

/** Reports as the questions that they answer, by purpose, and until when that is signed. */
export function ReportList({
  reports,
  signatures,
}: {
  reports: readonly ListedReport[];
  signatures: readonly Signature[];
}) {
  return PURPOSES.map((purpose) => {
    const own = reports.filter((report) => report.purpose === purpose);
    const signature = signatures.find((each) => each.purpose === purpose);
    if (own.length === 0) return null;
    const { name } = PURPOSE_REGISTRY[purpose];
    return (
      <section key={purpose} aria-label={name} className="flex flex-col gap-2">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h2 className="font-semibold text-base">{name}</h2>
          <p className="text-ink-3 text-xs">
            {signature === undefined ? (
              "not signed yet; the first report asks what for"
            ) : (
              <>
                signed until <Moment atMs={signature.ends_at} />: {signature.task}
              </>
            )}
          </p>
        </header>
        <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
          {own.map(({ id, title, about }) => (
            <li key={id} className="flex">
              <Card className="relative flex-1 hover:border-line-strong">
                <Link
                  href={`/reports/${id}`}
                  prefetch={false}
                  className="font-medium text-base after:absolute after:inset-0 after:rounded-lg hover:text-accent"
                >
                  {title}
                </Link>
                <p className="mt-1 text-ink-2">{about}</p>
              </Card>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}
