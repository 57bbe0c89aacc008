import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/auth/content-security-policy";
import { pageVerdict } from "@/lib/auth/page-verdict";

/** Gives each page its policy and nonce, and sends away who may not see it before its first byte. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const answer = await answerTo(request, nonce, policy);
  answer.headers.set("Content-Security-Policy", policy);
  return answer;
}

async function answerTo(request: NextRequest, nonce: string, policy: string): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-slipstream-path", pathname + search);
  switch (await pageVerdict(request)) {
    case "go":
      return NextResponse.next({ request: { headers } });
    case "sign-in": {
      const target = new URL("/sign-in", request.url);
      if (pathname !== "/") target.searchParams.set("from", pathname + search);
      return NextResponse.redirect(target, 307);
    }
    case "forbidden":
      return NextResponse.rewrite(new URL("/not-permitted", request.url), {
        status: 403,
        request: { headers },
      });
  }
}

/** Pages only: routes of the API answer for themselves, and uploads must not be buffered here. */
export const config = { matcher: "/((?!api/|_next/|basemap/|.*\\.[a-z0-9]+$).*)" };
