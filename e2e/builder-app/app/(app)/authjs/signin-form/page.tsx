import { redirect } from "next/navigation";
import { AuthError } from "next-auth";
import { signIn } from "@/auth";

/** https://authjs.dev/guides/pages/signin, and a form that is passed on whole. */
export default async function SignInPage(props: {
  searchParams: Promise<{ callbackUrl: string | undefined }>;
}) {
  const { callbackUrl } = await props.searchParams;
  return (
    <>
      <form
        action={async () => {
          "use server";
          try {
            await signIn("google", { redirectTo: callbackUrl ?? "" }, { login_hint: "rosa" });
          } catch (error) {
            if (error instanceof AuthError) {
              return redirect(`/error?error=${error.type}`);
            }
            throw error;
          }
        }}
      >
        <button type="submit">Sign in with Google</button>
      </form>
      <form
        action={async (formData) => {
          "use server";
          await signIn("github", formData);
        }}
      >
        <input type="hidden" name="redirectTo" value="/authjs/dashboard" />
        <button type="submit">Sign in with GitHub</button>
      </form>
    </>
  );
}
