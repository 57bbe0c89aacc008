import Link from "next/link";
import { Moment } from "@/components/ui/clock";
import { Td, Th } from "@/components/ui/table";
import type { ListedEntry } from "@/lib/audit/list-audit";
import { formatNumber } from "@/lib/format/number";
import { AuditDetails } from "./audit-details";
import { ListFrame } from "./list-frame";

/** Entries of the audit: when, who, what, to what, and why. */
export function AuditTable({ entries }: { entries: readonly ListedEntry[] }) {
  return (
    <ListFrame
      label="Audit"
      path="/admin/audit"
      heads={["No.", "When", "Who", "What", "To what", "Why", "Details"]}
      isEmpty={entries.length === 0}
      stacks
    >
      {entries.map((entry) => (
        <tr key={entry.id} className="align-top hover:bg-canvas">
          <Th scope="row" data-label="No.">
            {formatNumber(entry.id)}
          </Th>
          <Td data-label="When" className="whitespace-nowrap">
            <Moment atMs={entry.atMs} />
          </Td>
          <Td data-label="Who">
            <span title={entry.actor}>{entry.actorName ?? entry.actor}</span>
          </Td>
          <Td data-label="What" className="whitespace-nowrap">
            {entry.verb}
          </Td>
          <Td data-label="To what" className="max-w-72 break-words">
            <Subject entry={entry} />
          </Td>
          <Td data-label="Why" className="min-w-40 max-w-80 break-words">
            {entry.reason ?? "–"}
          </Td>
          <Td data-label="Details" className="min-w-48 max-w-96">
            <AuditDetails details={entry.details} />
          </Td>
        </tr>
      ))}
    </ListFrame>
  );
}

/** Where the subjects of these kinds are seen. */
const PLACES: Readonly<Record<string, (id: string) => string>> = {
  bike: (id) => `/bikes/${encodeURIComponent(id)}`,
  user: (id) => `/admin/users?open=${id}`,
  organisation: (id) => `/admin/tenants?open=${id}`,
  "api-client": (id) => `/admin/clients?open=${id}`,
  batch: (id) => `/registration/${id}`,
};

function Subject({ entry: { subject, subjectName } }: { entry: ListedEntry }) {
  const [kind = "", id = ""] = subject.split(":", 2);
  const place = Object.hasOwn(PLACES, kind) ? PLACES[kind]?.(id) : undefined;
  const text = subjectName ? `${kind} ${subjectName}` : subject;
  if (!place) return <span title={subject}>{text}</span>;
  return (
    <Link href={place} title={subject} className="text-accent hover:underline">
      {text}
    </Link>
  );
}
