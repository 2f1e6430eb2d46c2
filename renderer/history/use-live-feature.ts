import { useMemo } from 'react'
import type { FeatureSeats } from '../../preload/contract/seats.ts'
import { useWindow } from '../model.ts'

/** The features of a name in the live view, of every server. */
export function useLiveFeature(name: string): readonly FeatureSeats[] {
  const servers = useWindow((state) => state.servers)
  return useMemo(
    () => (servers ?? []).flatMap(({ features }) => features.filter((feature) => feature.name === name)),
    [servers, name],
  )
}
