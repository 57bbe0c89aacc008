import type { Example } from "@/lib/domain/api-examples";
import { Code } from "./code";

/** A request to copy, and the answer that it had. */
export function ExampleBox({
  example,
  address,
  before = "",
}: {
  example: Example;
  address: string;
  /** Lines that the request needs. */
  before?: string;
}) {
  const { title, request, status, answer } = example;
  return (
    <>
      <Code label={title} copied>
        {before + request(address)}
      </Code>
      <Code label={`${status} answers “${title}”`}>
        {typeof answer === "string" ? answer : JSON.stringify(answer, null, 2)}
      </Code>
    </>
  );
}
