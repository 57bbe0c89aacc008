import type { Scope } from "@/lib/domain/actor";
import { EXAMPLE_BIKE, SEND_ONE, STATE } from "@/lib/domain/api-examples";
import { ExampleBox } from "./example-box";
import { Section } from "./section";

const MAKE_KEY = `npm run admin -- clients create --name "My app" --organisation "My company" --scopes read,write --sources iot,app --bikes 'LI-*'`;
const OTHER_SCOPES: readonly { scope: Scope; whose: string; local: string }[] = [
  { scope: "consent", whose: "the organisation whose riders agree", local: "Alpenrad Rheintal" },
  { scope: "register", whose: "an OEM", local: "Veloform" },
  { scope: "produce", whose: "the maker of this service", local: "Slipstream" },
];
const LOCAL_KEY = 'KEY=$(. .stack/env && echo "$SLIPSTREAM_DEMO_KEY_LI")\n';

/** From nothing to a reading that was sent and read back. */
export function Start({ address, isLocal }: { address: string; isLocal: boolean }) {
  return (
    <Section id="start" title="Start here">
      <div className="px-4 pb-4">
        <p className="text-ink-2">
          An app or service has a key, which decides whose readings it sends and reads. On the local stack two
          are there: in the project's folder the file <Mono>.stack/env</Mono> holds{" "}
          <Mono>SLIPSTREAM_DEMO_KEY_LI</Mono> for bikes <Mono>LI-*</Mono> and{" "}
          <Mono>SLIPSTREAM_DEMO_KEY_DCU</Mono> for bikes <Mono>DCU-*</Mono>, the latter from the source app
          only. Elsewhere an administrator makes one for an organisation that is there; it is printed once:
        </p>
        <p className="mt-1 break-words font-mono text-xs">{MAKE_KEY}</p>
        <p className="mt-2 text-ink-2">
          {isLocal
            ? "Run this in the project's folder. It takes the key from there and sends "
            : "Put your key into the first line. This sends "}
          one reading of a bike called {EXAMPLE_BIKE}, which nobody rides; 202 says that it is kept. The key
          must cover that bike.
        </p>
        <ExampleBox example={SEND_ONE} address={address} before={isLocal ? LOCAL_KEY : "KEY=slip_…\n"} />
        <p className="mt-4 text-ink-2">A moment later, in the same shell, the bike's newest values.</p>
        <ExampleBox example={STATE} address={address} />
        <p className="mt-4 text-ink-2">
          Beside each operation below stands the scope that a key must have for it. The key so far has{" "}
          <Mono>read</Mono> and <Mono>write</Mono>. For the others put another key into <Mono>KEY</Mono>,
          which the command above makes with these as <Mono>--scopes</Mono>
          {isLocal ? (
            <>
              , here in a shell after <Mono>set -a; . .stack/env; set +a</Mono>
            </>
          ) : null}
          :
        </p>
        <ul className="mt-1 list-disc pl-5 text-ink-2">
          {OTHER_SCOPES.map(({ scope, whose, local }) => (
            <li key={scope}>
              <Mono>{scope}</Mono> and as <Mono>--organisation</Mono> {whose}
              {isLocal ? `, here ${local}` : ""}
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

function Mono({ children }: { children: string }) {
  return <code className="font-mono text-xs">{children}</code>;
}
