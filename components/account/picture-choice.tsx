import { useId } from "react";
import { Avatar } from "@/components/avatar";

export type Picture = { id: string; label: string; image: string | null };

type PictureChoiceProps = {
  /** Gives the initials that replace a missing picture. */
  name: string;
  pictures: Picture[];
  chosen: string;
  error?: string | undefined;
  words: PictureWords;
};

export type PictureWords = { picture: string; replacesOwn: string };

/** A choice between the user's own picture, those from their providers, and none. Shows nothing without one. */
export function PictureChoice({ name, pictures, chosen, error, words }: PictureChoiceProps) {
  const errorId = useId();
  const [first, ...others] = pictures;
  // There is nothing to choose from one.
  if (first && others.length === 0 && !error)
    return <input type="hidden" name="picture" value={first.id} />;
  return (
    <fieldset aria-describedby={error && errorId} className="group flex min-w-0 flex-col gap-3">
      <legend className="sr-only">{words.picture}</legend>
      <div className="flex max-w-100 flex-col gap-2">
        {pictures.map(({ id, label, image }) => (
          <label
            key={id}
            className="flex cursor-pointer flex-wrap items-center gap-3 rounded-xl border border-edge p-3 text-sm has-checked:border-ink has-checked:bg-raised"
          >
            <input
              type="radio"
              name="picture"
              value={id}
              defaultChecked={id === chosen}
              className="size-4 accent-ink"
            />
            <Avatar name={name} picture={image} size="medium" />
            {label}
          </label>
        ))}
      </div>
      {pictures.some(({ id }) => id === "own") && (
        <p className="hidden text-problem text-sm group-has-[[value=own]:not(:checked)]:block">
          {words.replacesOwn}
        </p>
      )}
      {error && (
        <p id={errorId} className="font-medium text-problem text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
