import { powerMonitor } from 'electron'
import type { Service } from '../service/host.ts'

/** Lets no poll run into a sleep, and has one made a few seconds after it. */
export function setupPower(service: Service): void {
  powerMonitor.on('suspend', () => service.suspend())
  powerMonitor.on('resume', () => service.wake())
}
