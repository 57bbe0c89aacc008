import type { Metadata } from "next";
import { Card, CardTitle } from "@/components/ui/card";
import { requireActor } from "@/lib/auth/require-actor";
import { OPERATIONS } from "@/lib/domain/openapi";
import { EXAMPLE_PACKET, EXAMPLE_REQUEST } from "./example";
import { FieldsTable } from "./fields-table";
import { OperationCard } from "./operation-card";
import { ProblemsTable } from "./problems-table";

export const metadata: Metadata = { title: "API" };

export default async function ApiDocsPage() {
  await requireActor("/api-docs");
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <header>
        <h1 className="font-semibold text-xl tracking-tight">API</h1>
        <p className="mt-1 text-ink-2">
          Send readings of any age, read series and newest values. With a client's key, or this sign-in for
          reading.{" "}
          <a href="/api/v1/openapi.json" className="text-accent underline underline-offset-2">
            OpenAPI 3.1 document
          </a>
        </p>
      </header>
      <Card>
        <CardTitle>A packet, and how to send it</CardTitle>
        <Code label="Example packet">{EXAMPLE_PACKET}</Code>
        <Code label="Example request">{EXAMPLE_REQUEST}</Code>
      </Card>
      {OPERATIONS.map((operation) => (
        <OperationCard key={operation.id} operation={operation} />
      ))}
      <Card className="p-0">
        <CardTitle className="px-4 pt-4 pb-2">Fields of a reading</CardTitle>
        <FieldsTable />
      </Card>
      <Card className="p-0">
        <CardTitle className="px-4 pt-4 pb-2">Problems</CardTitle>
        <ProblemsTable />
      </Card>
    </div>
  );
}

function Code({ label, children }: { label: string; children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className="mt-2 overflow-x-auto rounded-md bg-sunken p-3">
      <pre className="font-mono text-xs">{children}</pre>
    </section>
  );
}
