import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { findClient } from './client.ts'
import { createModel, ModelContext } from './model.ts'
import './styles/base.css'
import './styles/header.css'
import './styles/seats.css'
import './styles/virtual-table.css'
import './styles/table.css'
import './styles/bar.css'
import './styles/details.css'
import './styles/dialogs.css'
import './styles/settings.css'
import './styles/settings-servers.css'
import './styles/settings-rules.css'
import './styles/first-run.css'
import './styles/history.css'
import './styles/history-charts.css'
import './styles/history-tables.css'
import './styles/alerts.css'
import './styles/health.css'
import './styles/palette.css'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

const model = createModel(findClient(window))
model.start()

createRoot(root).render(
  <StrictMode>
    <ModelContext value={model}>
      <App />
    </ModelContext>
  </StrictMode>,
)
