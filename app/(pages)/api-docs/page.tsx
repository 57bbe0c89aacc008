import type { Metadata } from "next";
import { headers } from "next/headers";
import { requireActor } from "@/lib/auth/require-actor";
import { webSettings } from "@/lib/auth/settings";
import { REFUSED } from "@/lib/domain/api-examples";
import { OPERATIONS } from "@/lib/domain/api-operations";
import { PACKET_PROPERTIES } from "@/lib/domain/packet-properties";
import { addressOf } from "./address-of";
import { Contents } from "./contents";
import { ExampleBox } from "./example-box";
import { FieldsTable } from "./fields-table";
import { LimitsTable } from "./limits-table";
import { OperationCard } from "./operation-card";
import { ParameterTable } from "./parameter-table";
import { ProblemsTable } from "./problems-table";
import { Rules } from "./rules";
import { Section } from "./section";
import { Start } from "./start";

export const metadata: Metadata = { title: "API" };

export default async function ApiDocsPage() {
  await requireActor("/api-docs");
  const { NEXTAUTH_URL, SLIPSTREAM_LOCAL_STACK } = webSettings();
  const asked = await headers();
  const address = addressOf(NEXTAUTH_URL, asked.get("host"), asked.get("x-forwarded-proto"));
  return (
    <div className="grid max-w-6xl grid-cols-1 gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,1fr)_160px]">
      <header className="lg:col-span-2">
        <h1 className="font-semibold text-xl tracking-tight">API</h1>
        <p className="mt-1 text-ink-2">
          Send readings of any age, read series and newest values, at <code>{address}</code>. With a client's
          key, or this sign-in for reading.{" "}
          <a href="/api/v1/openapi.json" className="text-accent underline underline-offset-2">
            OpenAPI 3.1 document
          </a>
        </p>
      </header>
      <Contents />
      <div className="flex min-w-0 flex-col gap-4">
        <Start address={address} isLocal={SLIPSTREAM_LOCAL_STACK} />
        <Rules />
        {OPERATIONS.map((operation) => (
          <OperationCard key={operation.id} operation={operation} address={address} />
        ))}
        <Section id="packet" title="Fields of a packet">
          <ParameterTable label="Fields of a packet; * is needed" rows={PACKET_PROPERTIES} />
        </Section>
        <Section id="fields" title="Fields of a reading">
          <FieldsTable />
        </Section>
        <Section id="problems" title="Problems">
          <ProblemsTable />
          <div className="px-4 pb-4">
            <ExampleBox example={REFUSED} address={address} />
          </div>
        </Section>
        <Section id="limits" title="Limits">
          <LimitsTable />
        </Section>
      </div>
    </div>
  );
}
