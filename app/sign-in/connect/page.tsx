import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { startSignIn } from "@/app/sign-in/start-sign-in";
import { NoticeBanner } from "@/components/notice-banner";
import { PageFrame } from "@/components/page-frame";
import { PageMessage } from "@/components/page-message";
import { ProviderForms } from "@/components/provider-forms";
import { buttonVariants } from "@/components/ui/button";
import { type ConnectOffer, readConnectOffer } from "@/lib/auth/connect-offer";
import { getVisitor } from "@/lib/auth/current-user";
import { readFlash } from "@/lib/auth/flash";
import { offeredProviders, providerName } from "@/lib/auth/providers";

export const metadata: Metadata = { title: "You already have an account here" };

/** Leads somebody who has proved an address on to the provider that its person signs in with. */
export default async function GuidePage() {
  if (await getVisitor()) redirect("/account/connections/offer");
  const offer = await readConnectOffer();
  if (!offer) redirect("/sign-in");
  const owners = offeredProviders().filter(({ id }) => offer.ownerProviders.includes(id));
  return (
    <PageFrame>
      <NoticeBanner notice={await readFlash()} />
      <PageMessage title="You already have an account here" text={guidance(offer)} />
      {owners.length === 0 && (
        <p className="text-center">
          Nobody can come in that way at the moment. Ask whoever runs this site.
        </p>
      )}
      <ProviderForms
        providers={owners}
        label={({ name }) => `Continue with ${name}`}
        fields={{ callbackUrl: offer.returnTo }}
        action={startSignIn}
      />
      <p className="text-balance text-center text-muted text-sm">
        Somebody has signed in here with your address before. If that was not you, sign in with an
        account that has another address.
      </p>
      <a href="/sign-in" className={buttonVariants()}>
        Sign in another way
      </a>
    </PageFrame>
  );
}

function guidance({ provider, ownerProviders }: ConnectOffer): string {
  const names = ownerProviders.map(providerName).join(" or ");
  return `It is connected to ${names}. Continue with ${names}, and we will connect ${providerName(provider)}.`;
}
