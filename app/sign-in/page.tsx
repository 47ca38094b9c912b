import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { startSignIn } from "@/app/sign-in/start-sign-in";
import { NoticeBanner } from "@/components/notice-banner";
import { PageFrame } from "@/components/page-frame";
import { SignInCard } from "@/components/sign-in-card";
import { getCurrentUser } from "@/lib/auth/current-user";
import { readFlash } from "@/lib/auth/flash";
import { readLastProvider } from "@/lib/auth/last-provider";
import { offeredProviders } from "@/lib/auth/providers";
import { returnPath } from "@/lib/auth/return-path";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await getCurrentUser()) redirect("/");
  const { callbackUrl } = await searchParams;
  return (
    <PageFrame>
      <NoticeBanner notice={await readFlash()} />
      <SignInCard
        heading="Sign in"
        providers={offeredProviders()}
        lastProvider={await readLastProvider()}
        callbackUrl={returnPath(callbackUrl)}
        startSignIn={startSignIn}
      />
    </PageFrame>
  );
}
