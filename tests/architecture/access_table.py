"""Who may ask for what: a line for each address, situation (a name of access_world.World) and method; a letter a person.

The persons stand in the order of access_world.ROLES: A anonymous, O another organisation's focal point, M member and
F focal point of the organisation, C Chair, K Co-Chair, N Chair without a second factor, X another process's Chair,
S secretariat of the process, T of another process, P of the portal, U superuser without office, D closed account.

The answers: "." the page or file (200), ">" done or led on (302), "l" led to the sign-in, "2" led to the set-up of a
second factor, "r" asked for the password again, "3" refused (403), "4" nothing there (404), "5" wrong method (405).
"""

PUBLIC = frozenset({
    "health", "look:language", "look:accessibility", "look:privacy",
    "processes:home", "processes:process", "processes:session",
    "submissions:call", "submissions:register", "submissions:participation", "submissions:submission",
    "submissions:attachment",
    "summaries:summary", "documents:list", "documents:of_summary", "documents:document", "documents:download",
    "documents:of_process", "documents:preview",
    "exports:record_csv", "exports:record_jsonl",
    "mailroom:caught", "mailroom:letter", "demo:logins",  # 404 but in the embedded installation
    "account_login", "account_logout", "account_signup", "account_inactive", "account_email_verification_sent",
    "account_confirm_email", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_confirm_login_code",
    "mfa_authenticate", "mfa_login_webauthn",
})  # fmt: skip
"""Addresses that ask for no sign-in. An address that is not on this list asks, or the build fails."""

ASKS_BY_ITSELF = frozenset({"submissions:draft"})
"""Addresses that ask for the sign-in themselves, because they first keep what was typed."""

TABLE = """
# --- Health, and pages of no app
#                                                                                     AOMFCKNXSTPUD
health                                   nothing                                GET   .............
look:language                            nothing                                GET   >>>>>>>>>>>>>
look:language                            nothing                                POST  >>>>>>>>>>>>>
look:accessibility                       nothing                                GET   .............
look:privacy                             nothing                                GET   .............

# --- Processes and sessions, for everybody
#                                                                                     AOMFCKNXSTPUD
processes:home                           nothing                                GET   .............
processes:process                        process                                GET   .............
processes:process                        unannounced                            GET   4444..44.4.44
processes:session                        session                                GET   .............
processes:session                        unannounced_session                    GET   4444..44.4.44

# --- Calls and the record, for everybody
#                                                                                     AOMFCKNXSTPUD
submissions:call                         call                                   GET   .............
submissions:call                         call_in_preparation                    GET   4444..44.4.44
submissions:call                         confidential_call                      GET   .............
submissions:call                         call_of_unannounced                    GET   4444..44.4.44
submissions:register                     process                                GET   .............
submissions:register                     unannounced                            GET   4444..44.4.44
submissions:participation                process                                GET   .............
submissions:participation                unannounced                            GET   4444..44.4.44
submissions:submission                   submitted                              GET   4444444444444
submissions:submission                   returned                               GET   4444444444444
submissions:submission                   published                              GET   .............
submissions:submission                   accepted                               GET   4444444444444
submissions:submission                   withheld                               GET   4444444444444
submissions:submission                   withheld_after_publication             GET   4444444444444
submissions:submission                   withdrawn                              GET   4444444444444
submissions:submission                   withdrawn_after_publication            GET   .............
submissions:submission                   published_in_confidential_call         GET   4444444444444
submissions:submission                   published_in_unannounced               GET   4444444444444
submissions:attachment                   file_of_draft                          GET   44..444444444
submissions:attachment                   file_of_submitted                      GET   44....44.4.44
submissions:attachment                   file_of_returned                       GET   44....44.4.44
submissions:attachment                   file_of_published                      GET   .............
submissions:attachment                   file_of_accepted                       GET   44....44.4.44
submissions:attachment                   file_of_withheld                       GET   44....44.4.44
submissions:attachment                   file_of_withheld_after_publication     GET   44....44.4.44
submissions:attachment                   file_of_withdrawn                      GET   44....44.4.44
submissions:attachment                   file_of_withdrawn_after_publication    GET   44....44.4.44
submissions:attachment                   file_of_earlier_revision               GET   44....44.4.44
submissions:attachment                   file_of_published_in_confidential_call GET   44....44.4.44
submissions:attachment                   file_of_published_in_unannounced       GET   44....44.4.44

# --- An organisation's own work
#                                                                                     AOMFCKNXSTPUD
submissions:desk                         nothing                                GET   l...........l
submissions:start_draft                  call                                   GET   l...........l
submissions:start_draft                  call_in_preparation                    GET   l444..44.4.4l
submissions:start_draft                  confidential_call                      GET   l...........l
submissions:start_draft                  call_of_unannounced                    GET   l444..44.4.4l
submissions:start_draft                  call                                   POST  l.>>........l
submissions:draft                        draft                                  GET   l4..44444444l
submissions:draft                        draft                                  POST  l4>>44444444l
submissions:autosave_draft               draft                                  GET   l55555555555l
submissions:autosave_draft               draft                                  POST  l4..44444444l
submissions:check_draft                  draft                                  GET   l4..44444444l
submissions:check_draft                  draft                                  POST  l4>>44444444l
submissions:discard_draft                draft                                  GET   l4..44444444l
submissions:discard_draft                draft                                  POST  l4>>44444444l
submissions:sent                         submitted                              GET   l4..44444444l
submissions:sent                         returned                               GET   l4..44444444l
submissions:sent                         published                              GET   l4..44444444l
submissions:sent                         accepted                               GET   l4..44444444l
submissions:sent                         withheld                               GET   l4..44444444l
submissions:sent                         withdrawn                              GET   l4..44444444l
submissions:withdraw                     submitted                              GET   l43.44444444l
submissions:withdraw                     returned                               GET   l43.44444444l
submissions:withdraw                     published                              GET   l43.44444444l
submissions:withdraw                     accepted                               GET   l43.44444444l
submissions:withdraw                     withheld                               GET   l43.44444444l
submissions:withdraw                     withdrawn                              GET   l43344444444l
submissions:withdraw                     submitted                              POST  l43>44444444l
submissions:withdraw                     published                              POST  l43>44444444l
submissions:withdraw                     withdrawn                              POST  l43344444444l
submissions:correct                      submitted                              GET   l55555555555l
submissions:correct                      submitted                              POST  l4>>44444444l
submissions:correct                      returned                               POST  l4>>44444444l
submissions:correct                      published                              POST  l43344444444l
submissions:correct                      accepted                               POST  l43344444444l
submissions:correct                      withheld                               POST  l43344444444l
submissions:correct                      withdrawn                              POST  l43344444444l
submissions:answer_request               party                                  GET   l55555555555l
submissions:answer_request               party                                  POST  l43>44444444l

# --- The Chair's desk
#                                                                                     AOMFCKNXSTPUD
submissions:chair_desk                   nothing                                GET   l333..2.3333l
submissions:decide                       submitted                              GET   l333..243333l
submissions:decide                       returned                               GET   l333..243333l
submissions:decide                       published                              GET   l333..243333l
submissions:decide                       accepted                               GET   l333..243333l
submissions:decide                       withheld                               GET   l333..243333l
submissions:decide                       withdrawn                              GET   l333..243333l
submissions:decide                       published_in_unannounced               GET   l333..243333l
submissions:decide                       submitted                              POST  l333>>243333l
submissions:decide                       returned                               POST  l333..243333l
submissions:decide                       published                              POST  l333..243333l
submissions:decide                       accepted                               POST  l333>>243333l
submissions:decide                       withheld                               POST  l333>>243333l
submissions:decide                       withdrawn                              POST  l333..243333l
submissions:decide_in_bulk               submitted                              GET   l333..243333l
submissions:decide_in_bulk               submitted                              POST  l333>>243333l

# --- Summaries
#                                                                                     AOMFCKNXSTPUD
summaries:summary                        drafting                               GET   4444444444444
summaries:summary                        final                                  GET   4444444444444
summaries:summary                        issued                                 GET   .............
summaries:summary                        issued_in_unannounced                  GET   4444444444444
summaries:desk                           nothing                                GET   l333..2....3l
summaries:begin                          nothing                                GET   l333..2.3333l
summaries:begin                          call                                   POST  l333>>2.3333l
summaries:write                          drafting                               GET   l333..24.4.3l
summaries:write                          final                                  GET   l333..24.4.3l
summaries:write                          issued                                 GET   l333..24.4.3l
summaries:write                          issued_in_unannounced                  GET   l333..24.4.3l
summaries:add_section                    drafting                               GET   l55555555555l
summaries:add_section                    drafting                               POST  l333>>243333l
summaries:add_section                    final                                  POST  l333>>243333l
summaries:add_section                    issued                                 POST  l333>>243333l
summaries:add_paragraph                  drafting                               GET   l333..243333l
summaries:add_paragraph                  final                                  GET   l333..243333l
summaries:add_paragraph                  drafting                               POST  l333>>243333l
summaries:add_paragraph                  final                                  POST  l333..243333l
summaries:add_paragraph                  issued                                 POST  l333..243333l
summaries:paragraph                      drafting                               GET   l333..243333l
summaries:paragraph                      final                                  GET   l333..243333l
summaries:paragraph                      drafting                               POST  l333>>243333l
summaries:paragraph                      final                                  POST  l333..243333l
summaries:paragraph                      issued                                 POST  l333..243333l
summaries:rearrange                      drafting                               GET   l55555555555l
summaries:rearrange                      drafting                               POST  l333>>243333l
summaries:rearrange                      final                                  POST  l333>>243333l
summaries:rearrange                      issued                                 POST  l333>>243333l
summaries:remove                         drafting                               GET   l333..243333l
summaries:remove                         final                                  GET   l333..243333l
summaries:remove                         drafting                               POST  l333>>243333l
summaries:remove                         final                                  POST  l333>>243333l
summaries:remove                         issued                                 POST  l333>>243333l
summaries:change_state                   drafting                               GET   l55555555555l
summaries:change_state                   drafting                               POST  l333>>243333l
summaries:change_state                   final                                  POST  l333>>243333l
summaries:change_state                   issued                                 POST  l333>>243333l

# --- Documents
#                                                                                     AOMFCKNXSTPUD
documents:list                           nothing                                GET   .............
documents:of_summary                     drafting                               GET   4444444444444
documents:of_summary                     final                                  GET   4444444444444
documents:of_summary                     issued                                 GET   .............
documents:of_summary                     issued_in_unannounced                  GET   4444444444444
documents:of_process                     process                                GET   .............
documents:of_process                     unannounced                            GET   4444..44.4.44
documents:document                       document_queued                        GET   4444..44.4.44
documents:document                       document_running                       GET   4444..44.4.44
documents:document                       document_failed                        GET   4444..44.4.44
documents:document                       document_ready                         GET   4444..44.4.44
documents:document                       compilation_ready                      GET   4444..44.4.44
documents:document                       document_of_issued                     GET   .............
documents:document                       document_of_drafting                   GET   4444..44.4.44
documents:document                       document_of_unannounced                GET   4444..44.4.44
documents:download                       document_queued                        GET   4444>>44>4>44
documents:download                       document_failed                        GET   4444>>44>4>44
documents:download                       document_ready                         GET   4444..44.4.44
documents:download                       document_of_issued                     GET   .............
documents:download                       document_of_drafting                   GET   4444..44.4.44
documents:download                       document_of_unannounced                GET   4444..44.4.44
documents:preview                        preview                                GET   .............
documents:preview                        preview_of_ready                       GET   4444..44.4.44
documents:change                         document_queued                        GET   l55555555555l
documents:change                         document_queued                        POST  l333>>24>4>3l
documents:change                         document_running                       POST  l333>>24>4>3l
documents:change                         document_failed                        POST  l333>>24>4>3l
documents:change                         document_ready                         POST  l333>>243433l
documents:change                         compilation_ready                      POST  l333>>24>4>3l
documents:change                         document_of_issued                     POST  l333>>233333l
documents:correct                        document_of_issued                     GET   l333..233333l
documents:correct                        document_of_issued                     POST  l333>>233333l
documents:new                            process                                GET   l333..24.4.3l
documents:new                            process                                POST  l333>>24>4>3l
documents:letterhead                     process                                GET   l3334424.4.3l
documents:letterhead                     process                                POST  l3334424>4>3l
documents:use_letterhead                 letterhead                             POST  l3334424>4>3l
documents:compile                        drafting                               GET   l333..24.4.3l
documents:compile                        final                                  GET   l333..24.4.3l
documents:compile                        issued                                 GET   l333..24.4.3l
documents:compile                        issued_in_unannounced                  GET   l333..24.4.3l
documents:compile                        drafting                               POST  l333>>24>4>3l
documents:compile                        issued                                 POST  l333>>24>4>3l

# --- Exports
#                                                                                     AOMFCKNXSTPUD
exports:list                             nothing                                GET   l333..2....3l
exports:process                          process                                GET   l333..23.3.3l
exports:process                          unannounced                            GET   l333..24.4.3l
exports:process                          process                                POST  l333>>23>3>3l
exports:export                           export_queued                          GET   l333..24.4.3l
exports:export                           export_running                         GET   l333..24.4.3l
exports:export                           export_failed                          GET   l333..24.4.3l
exports:export                           export_ready                           GET   l333..24.4.3l
exports:export                           export_expired                         GET   l333..24.4.3l
exports:export                           export_of_unannounced                  GET   l333..24.4.3l
exports:download                         export_queued                          GET   l333>>24>4>3l
exports:download                         export_failed                          GET   l333>>24>4>3l
exports:download                         export_expired                         GET   l333>>24>4>3l
exports:download                         export_ready                           GET   l333..24.4.3l
exports:download                         export_of_unannounced                  GET   l333..24.4.3l
exports:change                           export_queued                          GET   l55555555555l
exports:change                           export_queued                          POST  l333>>24>4>3l
exports:change                           export_running                         POST  l333>>24>4>3l
exports:change                           export_failed                          POST  l333>>24>4>3l
exports:change                           export_ready                           POST  l333>>24>4>3l
exports:change                           export_expired                         POST  l333>>24>4>3l
exports:record_csv                       process                                GET   .............
exports:record_csv                       unannounced                            GET   4444..44.4.44
exports:record_jsonl                     process                                GET   .............
exports:record_jsonl                     unannounced                            GET   4444..44.4.44

# --- The secretariat's desk: processes
#                                                                                     AOMFCKNXSTPUD
processes:secretariat_desk               nothing                                GET   l3333333...3l
processes:create_process                 nothing                                GET   l333333333.3l
processes:create_process                 nothing                                POST  l333333333>3l
processes:manage_process                 process                                GET   l3333333.4.3l
processes:manage_process                 unannounced                            GET   l3333333.4.3l
processes:edit_process                   process                                GET   l3333333.4.3l
processes:edit_process                   unannounced                            GET   l3333333.4.3l
processes:edit_process                   process                                POST  l3333333>4>3l
processes:announce_process               unannounced                            GET   l55555555555l
processes:announce_process               unannounced                            POST  l3333333>4>3l
processes:announce_process               process                                POST  l3333333>4>3l
processes:log                            process                                GET   l3333333.4.3l
processes:log                            unannounced                            GET   l3333333.4.3l
processes:offices                        process                                GET   l3333333.4.3l
processes:offices                        unannounced                            GET   l3333333.4.3l
processes:offices                        process                                POST  l3333333>4>3l
processes:end_office                     office                                 GET   l55555555555l
processes:end_office                     office                                 POST  l3333333>4>3l
processes:rules                          process                                GET   l3333333.4.3l
processes:rules                          process                                POST  l3333333>4>3l
processes:edit_rule                      rule                                   GET   l3333333.4.3l
processes:edit_rule                      rule                                   POST  l3333333>4>3l
processes:move_rule                      rule                                   GET   l55555555555l
processes:move_rule                      rule                                   POST  l3333333>4>3l
processes:remove_rule                    rule                                   GET   l55555555555l
processes:remove_rule                    rule                                   POST  l3333333>4>3l
processes:add_session                    process                                GET   l3333333.4.3l
processes:add_session                    process                                POST  l3333333>4>3l
processes:edit_session                   spare_session                          GET   l3333333.4.3l
processes:edit_session                   unannounced_session                    GET   l3333333.4.3l
processes:edit_session                   spare_session                          POST  l3333333>4>3l
processes:remove_session                 spare_session                          GET   l55555555555l
processes:remove_session                 spare_session                          POST  l3333333>4>3l
processes:agenda                         session                                GET   l3333333.4.3l
processes:agenda                         unannounced_session                    GET   l3333333.4.3l
processes:agenda                         session                                POST  l3333333>4>3l
processes:edit_agenda_item               item                                   GET   l3333333.4.3l
processes:edit_agenda_item               item                                   POST  l3333333>4>3l
processes:move_agenda_item               item                                   GET   l55555555555l
processes:move_agenda_item               item                                   POST  l3333333>4>3l
processes:remove_agenda_item             item                                   GET   l55555555555l
processes:remove_agenda_item             item                                   POST  l3333333>4>3l

# --- The secretariat's desk: calls, letters, imports
#                                                                                     AOMFCKNXSTPUD
submissions:create_call                  session                                GET   l3333333.4.3l
submissions:create_call                  session                                POST  l3333333>4>3l
submissions:manage_call                  call                                   GET   l3333333.4.3l
submissions:manage_call                  call_in_preparation                    GET   l3333333.4.3l
submissions:manage_call                  call_of_unannounced                    GET   l3333333.4.3l
submissions:edit_call                    call                                   GET   l3333333.4.3l
submissions:edit_call                    call_in_preparation                    GET   l3333333.4.3l
submissions:edit_call                    call                                   POST  l3333333>4>3l
submissions:announce_call                call_in_preparation                    GET   l55555555555l
submissions:announce_call                call_in_preparation                    POST  l3333333>4>3l
submissions:extend_call                  call                                   GET   l3333333.4.3l
submissions:extend_call                  call_in_preparation                    GET   l3333333>4>3l
submissions:extend_call                  call                                   POST  l3333333>4>3l
submissions:add_question                 call_in_preparation                    GET   l3333333.4.3l
submissions:add_question                 call                                   GET   l3333333.4.3l
submissions:add_question                 call_in_preparation                    POST  l3333333>4>3l
submissions:edit_question                question                               GET   l3333333.4.3l
submissions:edit_question                question                               POST  l3333333>4>3l
submissions:move_question                question                               GET   l55555555555l
submissions:move_question                question                               POST  l3333333>4>3l
submissions:remove_question              question                               GET   l55555555555l
submissions:remove_question              question                               POST  l3333333>4>3l
submissions:imports                      call                                   GET   l3333333.3.3l
submissions:imports                      call_in_preparation                    GET   l3333333.4.3l
submissions:imports                      confidential_call                      GET   l3333333.3.3l
submissions:imports                      call                                   POST  l3333333>3>3l
submissions:enter_input                  call                                   GET   l3333333.3.3l
submissions:enter_input                  call_in_preparation                    GET   l3333333.4.3l
submissions:enter_input                  call                                   POST  l3333333>3>3l
submissions:entered                      entered_by_mail                        GET   l3333333.4.3l
submissions:entered                      submitted                              GET   l33333334443l
submissions:import                       import_queued                          GET   l3333333.4.3l
submissions:import                       import_checked                         GET   l3333333.4.3l
submissions:import                       import_failed                          GET   l3333333.4.3l
submissions:load_import                  import_checked                         GET   l33333335553l
submissions:load_import                  import_checked                         POST  l3333333>4>3l
submissions:load_import                  import_failed                          POST  l3333333>4>3l
submissions:retry_import                 import_failed                          GET   l33333335553l
submissions:retry_import                 import_failed                          POST  l3333333>4>3l
submissions:retry_import                 import_queued                          POST  l3333333>4>3l

# --- People and organisations
#                                                                                     AOMFCKNXSTPUD
accounts:profile                         nothing                                GET   l...........l
accounts:profile                         nothing                                POST  l>>>>>>>>>>>l
accounts:second_factor_needed            nothing                                GET   l...........l
organisations:mine                       nothing                                GET   l...........l
organisations:find                       nothing                                GET   l...........l
organisations:propose                    nothing                                GET   l...........l
organisations:propose                    nothing                                POST  l>>>>>>>>>>>l
organisations:organisation               owner                                  GET   l4..444444.4l
organisations:organisation               proposed                               GET   l44.444444.4l
organisations:join                       owner                                  GET   l...........l
organisations:join                       proposed                               GET   l44444444444l
organisations:join                       owner                                  POST  l>..>>>>>>>>l
organisations:edit                       owner                                  GET   l43.444444.4l
organisations:edit                       proposed                               GET   l44.444444.4l
organisations:edit                       owner                                  POST  l43>444444>4l
organisations:admit                      requested                              GET   l55555555555l
organisations:admit                      requested                              POST  l43>444444>4l
organisations:admit                      active                                 POST  l43>444444>4l
organisations:refuse_member              requested                              GET   l43.444444.4l
organisations:refuse_member              requested                              POST  l43>444444>4l
organisations:role                       active                                 GET   l43.444444.4l
organisations:role                       requested                              GET   l43.444444.4l
organisations:role                       active                                 POST  l43>444444>4l
organisations:end_membership             active                                 GET   l43.444444.4l
organisations:end_membership             requested                              GET   l43.444444.4l
organisations:end_membership             active                                 POST  l43>444444>4l
organisations:desk                       nothing                                GET   l333333333.3l
organisations:examine                    owner                                  GET   l333333333.3l
organisations:examine                    proposed                               GET   l333333333.3l
organisations:recognise                  proposed                               GET   l33333333353l
organisations:recognise                  proposed                               POST  l333333333>3l
organisations:refuse                     proposed                               GET   l33333333353l
organisations:refuse                     proposed                               POST  l333333333>3l
organisations:verify                     owner                                  GET   l33333333353l
organisations:verify                     owner                                  POST  l333333333>3l
organisations:groups                     nothing                                GET   l333333333.3l
organisations:new_group                  nothing                                GET   l333333333.3l
organisations:new_group                  nothing                                POST  l333333333>3l
organisations:group                      group                                  GET   l333333333.3l
organisations:group                      group                                  POST  l333333333>3l
organisations:group_up                   group                                  GET   l33333333353l
organisations:group_up                   group                                  POST  l333333333>3l

# --- Only where mail is caught and the demo is loaded
#                                                                                     AOMFCKNXSTPUD
mailroom:caught                          nothing                                GET   4444444444444
mailroom:caught                          letter_where_mail_is_caught            GET   .............
mailroom:letter                          letter                                 GET   4444444444444
mailroom:letter                          letter_where_mail_is_caught            GET   .............
demo:logins                              nothing                                GET   4444444444444
demo:logins                              embedded                               GET   .............

# --- Signing in (django-allauth)
#                                                                                     AOMFCKNXSTPUD
account_login                            nothing                                GET   .>>>>>>>>>>>.
account_logout                           nothing                                GET   >...........>
account_inactive                         nothing                                GET   .............
account_signup                           nothing                                GET   .>>>>>>>>>>>.
account_reauthenticate                   nothing                                GET   l...........l
account_email                            nothing                                GET   l...........l
account_email_verification_sent          nothing                                GET   .............
account_change_password                  nothing                                GET   l...........l
account_set_password                     nothing                                GET   l>>>>>>>>>>>l
account_reset_password                   nothing                                GET   .............
account_confirm_login_code               nothing                                GET   l>>>>>>>>>>>l
account_confirm_email                    nothing                                GET   .............
account_reset_password_from_key_done     nothing                                GET   .............
account_reset_password_from_key          nothing                                GET   .............
account_reset_password_done              nothing                                GET   .............
mfa_index                                nothing                                GET   l...........l
mfa_authenticate                         nothing                                GET   l>>>>>>>>>>>l
mfa_reauthenticate                       nothing                                GET   lrrr..r.....l
mfa_activate_totp                        nothing                                GET   lrrrrrrrrrrrl
mfa_deactivate_totp                      nothing                                GET   l444rr4rrrrrl
mfa_view_recovery_codes                  nothing                                GET   l44444444444l
mfa_generate_recovery_codes              nothing                                GET   lrrrrrrrrrrrl
mfa_download_recovery_codes              nothing                                GET   l44444444444l
mfa_list_webauthn                        nothing                                GET   l...........l
mfa_add_webauthn                         nothing                                GET   lrrrrrrrrrrrl
mfa_reauthenticate_webauthn              nothing                                GET   lrrrrrrrrrrrl
mfa_login_webauthn                       nothing                                GET   l>>>>>>>>>>>l
usersessions_list                        nothing                                GET   l...........l
mfa_remove_webauthn                      nothing                                GET   lrrrrrrrrrrrl
mfa_edit_webauthn                        nothing                                GET   lrrrrrrrrrrrl
"""
