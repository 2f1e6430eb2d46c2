import { Icon } from '../icons.tsx'

/** Why what a button was to do failed, beside it; there to be heard as soon as it says something. */
export function Failed({ message }: { message: string | null }) {
  return (
    <span className="problem error failed" role="alert">
      {message !== null && (
        <>
          <Icon name="error" />
          <span>{message}</span>
        </>
      )}
    </span>
  )
}
